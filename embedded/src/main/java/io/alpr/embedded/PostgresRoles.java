package io.alpr.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes role and databases before the server listens, in PostgreSQL's single-user mode: no
 * superuser login is needed, then or later. A note of what was made, with a digest in place of the
 * password, saves the work when nothing has changed.
 */
final class PostgresRoles {
    private final PostgresSettings settings;
    private final List<String> singleUser;
    private final Unprivileged user;

    PostgresRoles(PostgresSettings settings, List<String> singleUser, Unprivileged user) {
        this.settings = settings;
        this.singleUser = singleUser;
        this.user = user;
    }

    void establish() {
        Path note = settings.data().resolve(PostgresFolder.NAME).resolve("embedded.roles");
        if (note(note).equals(digest())) {
            return;
        }
        OneShot.run("postgres --single", singleUser, statements())
                .lines()
                .filter(line -> line.contains("ERROR:") && !line.contains("already exists"))
                .findFirst()
                .ifPresent(
                        error -> {
                            throw new EmbeddedFailure(
                                    "role and databases cannot be made: %s".formatted(error));
                        });
        PrivateFiles.write(note, digest());
        user.own(note);
    }

    /** Each ends with an empty line, as single-user mode with -j wants it. */
    private String statements() {
        StringBuilder sql = new StringBuilder();
        String role = settings.role();
        sql.append(
                """
                DO $do$ BEGIN
                  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN CREATE ROLE %1$s; END IF;
                END $do$;

                ALTER ROLE %1$s LOGIN CREATEDB PASSWORD '%2$s';

                GRANT pg_monitor, pg_checkpoint TO %1$s;

                """
                        .formatted(role, settings.password()));
        for (String database : settings.databases()) {
            // CREATE DATABASE knows no IF NOT EXISTS and runs in no DO block: an existing one is an
            // error that single-user mode prints and passes over.
            sql.append("CREATE DATABASE %s OWNER %s;\n\n".formatted(database, role));
        }
        return sql.toString();
    }

    private String digest() {
        String text = settings.role() + '\n' + settings.databases() + '\n' + settings.password();
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new EmbeddedFailure("this JDK has no SHA-256", impossible);
        }
    }

    private static String note(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException none) {
            return "";
        }
    }
}
