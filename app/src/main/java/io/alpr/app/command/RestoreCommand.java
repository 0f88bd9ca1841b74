package io.alpr.app.command;

import io.alpr.app.stack.Addresses;
import io.alpr.archive.Database;
import io.alpr.archive.PictureStore;
import io.alpr.archive.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A folder into an empty archive. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        header =
                "Brings a backup into an empty archive, and compares every byte with what was backed up.",
        description =
                "%nThe archive must run and hold no passes. When anything fails, no row is there, and it may be tried again.",
        footer = {
            "%nExamples:",
            "  ./alpr restore /mnt/backup/alpr",
            "%nThen: ./alpr archive verify --bytes"
        })
final class RestoreCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "DIR", description = "Of a whole backup.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        var addresses = Addresses.administered(config.read());
        var line = new ProgressLine(spec.commandLine().getErr());
        try (var database = Database.open(addresses.database());
                var store = PictureStore.open(addresses.objectStore())) {
            var restored = new Restore(database, store, line::say).from(folder);
            var manifest = restored.manifest();
            line.end();
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%,d passes and their pictures as of %s are back%s%n",
                            manifest.rows("plate_events") - restored.erased(),
                            manifest.takenAt(),
                            restored.erased() == 0
                                    ? ""
                                    : "; %,d that were erased are not"
                                            .formatted(restored.erased()));
            return ExitCodes.OK;
        }
    }
}
