package io.alpr.app.command;

import io.alpr.app.doctor.Finding;
import io.alpr.app.doctor.Machine;
import io.alpr.app.doctor.Stack;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks the machine and what runs on it. */
@Command(
        name = "doctor",
        header = "Checks this machine and a running system; names each fault and its remedy.",
        footer = {"%nExamples:", "  ./alpr doctor", "  ./alpr doctor --config alpr.yaml"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin private ConfigOption config = new ConfigOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var configuration = config.read();
        var findings = new ArrayList<>(Machine.examine(configuration));
        findings.addAll(Stack.examine(configuration));
        var out = spec.commandLine().getOut();
        for (var finding : findings) {
            out.printf("%-5s %s%n", finding.verdict(), finding.what());
            if (!finding.remedy().isEmpty()) {
                out.printf("      remedy: %s%n", finding.remedy());
            }
        }
        out.flush();
        return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL)
                ? ExitCodes.NO
                : ExitCodes.OK;
    }
}
