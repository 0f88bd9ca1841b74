package io.alpr.app.command;

import io.alpr.app.stack.Addresses;
import io.alpr.archive.Backup;
import io.alpr.archive.Database;
import io.alpr.archive.PictureStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The archive into a folder. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        header = "Writes the archive into a folder: all tables and pictures, as of one moment.",
        description = {
            "%nWorks beside a running installation. Into the folder of an earlier backup only the pictures go that are not there yet,"
                    + " and those are deleted there that the archive has no more.",
            "The folder holds plates and pictures of people's cars: keep it as you keep the archive."
        },
        footer = {
            "%nExamples:",
            "  ./alpr backup /mnt/backup/alpr",
            "  ./alpr backup \"/mnt/backup/alpr-$(date +%%F)\" --config /etc/alpr/alpr.yaml",
            "%nExit code 0 if all is in it, 1 if pictures were missing in the bucket."
        })
final class BackupCommand implements Callable<Integer> {
    private static final int NAMED = 20;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "DIR", description = "New, empty, or of an earlier backup.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        var addresses = Addresses.administered(config.read());
        var line = new ProgressLine(spec.commandLine().getErr());
        try (var database = Database.openMigrated(addresses.database());
                var store = PictureStore.reaching(addresses.objectStore())) {
            var written = new Backup(database, store, line::say).into(folder);
            line.end();
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%,d passes and %,d pictures, %,d of them new, as of %s, in %s%n",
                            written.manifest().rows("plate_events"),
                            written.manifest().pictures(),
                            written.copied(),
                            written.manifest().takenAt(),
                            folder);
            written.missing().stream()
                    .limit(NAMED)
                    .forEach(key -> spec.commandLine().getErr().println("missing  " + key));
            return written.missing().isEmpty() ? ExitCodes.OK : ExitCodes.NO;
        }
    }
}
