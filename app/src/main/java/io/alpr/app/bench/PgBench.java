package io.alpr.app.bench;

import io.alpr.archive.DatabaseSettings;
import io.alpr.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own load generator, as the limit: what the database takes for the same question with
 * nothing around it. Prepared statements, the same number of connections.
 *
 * @param database asked
 * @param connections each with one question at a time
 * @param folder for its scripts
 */
record PgBench(DatabaseSettings database, int connections, Path folder) {
    private static final Pattern VALUE = Pattern.compile("(?<!:):([a-zA-Z]\\w*)");
    private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+) ");

    /**
     * A question.
     *
     * @param sql with {@code :name} for each value
     * @param values a constant for each; those that it lacks are columns of {@code before}
     * @param before what is asked first, a look at the pool; {@code :i} in it is a random row of
     *     it; empty for nothing
     */
    record Question(String sql, Map<String, String> values, String before) {
        Question(String sql, Map<String, String> values) {
            this(sql, values, "");
        }

        String script(int pool) {
            var text =
                    VALUE.matcher(sql)
                            .replaceAll(
                                    found ->
                                            java.util.regex.Matcher.quoteReplacement(
                                                    values.getOrDefault(
                                                            found.group(1), ":" + found.group(1))));
            var first = before.isEmpty() ? "" : before + " \\gset\n";
            return "\\set i random(0, %d)%n%s%s;%n"
                    .formatted(pool - 1, first, text.replaceAll("\\s*\\n\\s*", " "));
        }
    }

    /**
     * Questions a second.
     *
     * @param pool how many rows the pool has
     * @throws StartFailure when there is no pgbench here, or it fails
     */
    double perSecond(Question question, int pool, Duration time)
            throws IOException, InterruptedException {
        var script = Files.writeString(folder.resolve("question.sql"), question.script(pool));
        var command =
                List.of(
                        "pgbench",
                        "-n",
                        "-M",
                        "prepared",
                        "-c",
                        String.valueOf(connections),
                        "-j",
                        "2",
                        "-T",
                        String.valueOf(time.toSeconds()),
                        "-f",
                        script.toString(),
                        "-h",
                        database.host(),
                        "-p",
                        String.valueOf(database.port()),
                        "-U",
                        database.user(),
                        database.name());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        var said = said(builder);
        var rate = RATE.matcher(said);
        if (!rate.find()) {
            throw new StartFailure("pgbench failed: " + said.strip().replaceAll("\\s+", " "));
        }
        return Double.parseDouble(rate.group(1));
    }

    private static String said(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new StartFailure(
                    "pgbench is missing, the limit that the API is measured against (Debian: apt-get install postgresql)",
                    e);
        }
        try (var out = process.inputReader()) {
            var said = String.join("\n", out.readAllLines());
            process.waitFor();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
