package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.app.config.AlprConfig;
import io.alpr.app.ports.PortRow;
import io.alpr.app.ports.PortState;
import io.alpr.app.ports.PortTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the port table with each port's live state. */
@Command(
        name = "ports",
        header = "Shows every port of the system and whether something answers there.",
        footer = {"%nExamples:", "  ./alpr ports", "  ./alpr ports --json"})
final class PortsCommand implements Callable<Integer> {
    @Mixin private ConfigOption config = new ConfigOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print a list of {service, port, protocol, state}.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        var out = spec.commandLine().getOut();
        var configuration = config.read();
        if (json) {
            printJson(out, configuration);
        } else {
            printTable(out, configuration);
        }
        out.flush();
        return ExitCodes.OK;
    }

    private static void printJson(PrintWriter out, AlprConfig configuration)
            throws JsonProcessingException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (var row : PortTable.rows(configuration.ports())) {
            var object = new LinkedHashMap<String, Object>();
            object.put("service", row.service());
            object.put("port", row.probe());
            object.put("protocol", row.protocol());
            object.put("state", PortState.of(row, configuration.zookeeper()).words());
            rows.add(object);
        }
        out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
    }

    private static void printTable(PrintWriter out, AlprConfig configuration) {
        var form = "%-24s %-8s %-8s %-8s %-28s %-30s %s%n";
        out.printf(form, "SERVICE", "INTERNAL", "EXTERNAL", "PROTOCOL", "PURPOSE", "URL", "STATE");
        var group = "";
        for (PortRow row : PortTable.rows(configuration.ports())) {
            if (!row.group().equals(group)) {
                group = row.group();
                out.println(group);
            }
            out.printf(
                    form,
                    "  " + row.service(),
                    row.internal(),
                    row.external(),
                    row.protocol(),
                    row.purpose(),
                    row.url(),
                    PortState.of(row, configuration.zookeeper()).words());
        }
    }
}
