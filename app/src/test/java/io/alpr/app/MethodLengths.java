package io.alpr.app;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** How many lines each method has, by the compiler's own parser. */
final class MethodLengths extends TreeScanner<@Nullable Void, CompilationUnitTree> {
    private final List<String> found = new ArrayList<>();
    private final Trees trees;
    private final Path root;
    private final int linesMax;

    private MethodLengths(Trees trees, Path root, int linesMax) {
        this.trees = trees;
        this.root = root;
        this.linesMax = linesMax;
    }

    static List<String> longerThan(int linesMax, List<Path> files, Path root) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    null,
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            var lengths = new MethodLengths(Trees.instance(task), root, linesMax);
            for (var unit : task.parse()) {
                lengths.scan(unit, unit);
            }
            return lengths.found;
        }
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, CompilationUnitTree unit) {
        var positions = trees.getSourcePositions();
        var lines = unit.getLineMap();
        long first = lines.getLineNumber(positions.getStartPosition(unit, method));
        long last = lines.getLineNumber(positions.getEndPosition(unit, method));
        if (last - first + 1 > linesMax) {
            var file =
                    root.toAbsolutePath()
                            .normalize()
                            .relativize(Path.of(unit.getSourceFile().toUri()));
            found.add(
                    "%s:%d: %s has %d lines"
                            .formatted(file, first, method.getName(), last - first + 1));
        }
        return super.visitMethod(method, unit);
    }
}
