package io.alpr.service;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the line of a key, since a mapped tree no longer knows where its values stood. */
final class YamlLines {
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|([^.\\[]+)");

    private YamlLines() {}

    /**
     * The line, from 1, of the deepest part of {@code path} that the text has; 0 when it has none
     * of it.
     *
     * @param path such as {@code cameras[0].source}
     */
    static int lineOf(String text, String path) {
        try {
            var node = new Yaml().compose(new StringReader(text));
            int line = 0;
            for (var step : steps(path)) {
                var next = child(node, step);
                if (next.isEmpty()) {
                    break;
                }
                node = next.get(0);
                line = next.getLast().getStartMark().getLine() + 1;
            }
            return line;
        } catch (YAMLException e) {
            return 0;
        }
    }

    private static List<String> steps(String path) {
        var steps = new ArrayList<String>();
        var matcher = STEP.matcher(path);
        while (matcher.find()) {
            steps.add(matcher.group());
        }
        return steps;
    }

    /** The value's node and the node to point at, or nothing. */
    private static List<Node> child(Node node, String step) {
        if (node instanceof SequenceNode sequence && step.startsWith("[")) {
            int index = Integer.parseInt(step.substring(1, step.length() - 1));
            return index < sequence.getValue().size()
                    ? List.of(sequence.getValue().get(index))
                    : List.of();
        }
        if (node instanceof MappingNode mapping) {
            for (var entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(step)) {
                    return List.of(entry.getValueNode(), key);
                }
            }
        }
        return List.of();
    }
}
