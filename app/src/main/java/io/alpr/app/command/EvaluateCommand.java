package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.app.evaluate.Evaluator;
import io.alpr.app.evaluate.LabelledSet;
import io.alpr.app.evaluate.Score;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the engine on labelled pictures. */
@Command(
        name = "evaluate",
        header = "Measures how well plates are found and read on labelled pictures.",
        description = {
            "%nDIR holds images/ and labels.csv with the columns image,x,y,w,h,text (pixels, origin top left).",
            "Labelled and found plates are matched one to one at an overlap (IoU) of 0.5 or more.",
            "With image,text alone a plate counts as read when any reading of its picture says it."
        },
        footer = {
            "%nExamples:",
            "  ./alpr evaluate my-plates",
            "  ./alpr evaluate my-plates --json",
            "  ./alpr evaluate my-plates --boxes truth     the reader alone",
            "  ./alpr evaluate my-plates --ignore unlabelled.csv"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private EngineOption engine = new EngineOption();

    @Parameters(paramLabel = "DIR", description = "The labelled set.")
    private Path folder = Path.of("");

    @Option(
            names = "--boxes",
            paramLabel = "WHICH",
            description =
                    "What the reader is given: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Evaluator.Boxes boxes = Evaluator.Boxes.FOUND;

    @Option(
            names = "--ignore",
            paramLabel = "FILE",
            description =
                    "CSV image,x,y,w,h of places where a find counts neither for nor against:"
                            + " plates that nobody labelled.")
    private @Nullable Path ignore;

    @Option(names = "--json", description = "Print one object.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        var labelled = LabelledSet.read(folder);
        var set = ignore == null ? labelled : labelled.ignoring(folder, ignore);
        var bar = new ProgressBar(spec.commandLine().getErr(), set.pictures().size());
        Score score;
        try (var opened = engine.open()) {
            score =
                    new Evaluator(
                                    opened,
                                    boxes,
                                    (done, file) ->
                                            bar.step(done, String.valueOf(file.getFileName())))
                            .run(set);
        }
        bar.end();
        print(score);
        return ExitCodes.OK;
    }

    private void print(Score score) throws JsonProcessingException {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(score));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d pictures, %d plates labelled%n",
                    score.images(),
                    score.plates());
            out.printf(
                    Locale.ROOT,
                    "found      recall %s  precision %s%n",
                    percent(score.detection().recall()),
                    percent(score.detection().precision()));
            out.printf(
                    Locale.ROOT,
                    "reported   recall %s  precision %s%n",
                    percent(score.read().recall()),
                    percent(score.read().precision()));
            out.printf(
                    Locale.ROOT,
                    "exact      %s   with O=0 and I=1 %s%n",
                    percent(score.exact()),
                    percent(score.exactFolded()));
            out.printf(Locale.ROOT, "characters %s wrong%n", percent(score.cer()));
            if (score.certainty() != null) {
                out.printf(
                        Locale.ROOT,
                        "sure reads %s right, %s of the right ones are sure%n",
                        percent(score.certainty().rightOfSure()),
                        percent(score.certainty().sureOfRight()));
            }
            out.printf(
                    Locale.ROOT,
                    "a picture  %.1f ms median, %.1f ms at 95 %%%n",
                    score.ms().p50(),
                    score.ms().p95());
        }
        out.flush();
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "  n/a " : String.format(Locale.ROOT, "%5.1f %%", 100 * share);
    }
}
