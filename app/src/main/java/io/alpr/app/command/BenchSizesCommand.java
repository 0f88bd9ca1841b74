package io.alpr.app.command;

import io.alpr.app.bench.SizesBench;
import io.alpr.app.evaluate.LabelledSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plates of every size and light, made of a labelled set. */
@Command(
        name = "sizes",
        mixinStandardHelpOptions = true,
        header =
                "Nearer, farther, darker and worse pictures of labelled plates, and what is read of them.",
        description = {
            "%nDIR holds images/ and labels.csv with the columns image,x,y,w,h,text, as for evaluate.",
            "Of each plate thirteen pictures are made: the plate at 95, 75, 50 and 30 %% of the width, cut out,"
                    + " as it is, at half the size, at a half and a quarter of the size in a picture as large,"
                    + " at a quarter of the light, without colour, turned by 8 degrees, as JPEG of quality 15."
        },
        footer = {
            "%nExamples:",
            "  ./alpr bench sizes my-plates",
            "  ./alpr bench sizes my-plates --json",
            "%nExit code 0 if 9 of 10 plates were read; 1 if not."
        })
final class BenchSizesCommand implements Callable<Integer> {
    private static final double RATIO_MIN = 0.9;

    /** About twenty seconds on two cores. */
    private static final int QUICK = 12;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private EngineOption engine = new EngineOption();

    @Mixin private BenchOptions options = new BenchOptions();

    @Parameters(paramLabel = "DIR", description = "The labelled set.")
    private Path pictures = Path.of("");

    @Option(names = "--quick", description = "A dozen pictures of the set.")
    private boolean quick;

    @Override
    public Integer call() throws IOException {
        var set = LabelledSet.read(pictures);
        var line = new ProgressLine(spec.commandLine().getErr());
        try (var opened = engine.open()) {
            var report =
                    new SizesBench(opened, line::say)
                            .measure(set, quick ? QUICK : Integer.MAX_VALUE);
            line.end();
            return options.answer(report, RATIO_MIN, spec.commandLine().getOut());
        }
    }
}
