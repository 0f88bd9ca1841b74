package io.alpr.app.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceFailure;
import io.alpr.vision.Engine;
import io.alpr.vision.image.RgbPicture;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What a look at a camera or file has found.
 *
 * @param source without its password
 * @param findings a line for each thing that was looked at
 * @param picture the best frame with its plates drawn
 * @param figures the numbers behind them, as JSON
 */
public record CameraCheck(
        String source, List<Finding> findings, Optional<RgbPicture> picture, String figures) {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    public CameraCheck {
        findings = List.copyOf(findings);
    }

    /**
     * Looks at it.
     *
     * @param engine that finds and reads plates; stays the caller's
     * @param time to look, a file's own time; more than zero
     * @throws SourceFailure if it cannot be opened or gives no frame
     */
    public static CameraCheck of(SourceAddress address, Engine engine, Duration time)
            throws SourceFailure {
        var observation = new Observer(engine, time).observe(address);
        var figures = Figures.of(observation);
        return new CameraCheck(
                address.toString(),
                Judgement.of(observation, figures),
                Optional.ofNullable(observation.best()),
                written(figures));
    }

    /** The worst of its lines. */
    public Mark verdict() {
        return findings.stream()
                .map(Finding::mark)
                .max(Comparator.naturalOrder())
                .orElse(Mark.MIND);
    }

    /**
     * One line of JSON: {@code source}, {@code verdict}, {@code findings} (a list of {@code name},
     * {@code mark}, {@code finding}, {@code advice}) and {@code figures}.
     */
    public String json() {
        try {
            var whole = new LinkedHashMap<String, Object>();
            whole.put("source", source);
            whole.put("verdict", verdict().toString());
            whole.put("findings", findings.stream().map(CameraCheck::described).toList());
            whole.put("figures", JSON.readTree(figures));
            return JSON.writeValueAsString(whole);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    private static LinkedHashMap<String, String> described(Finding finding) {
        var line = new LinkedHashMap<String, String>();
        line.put("name", finding.name());
        line.put("mark", finding.mark().toString());
        line.put("finding", finding.finding());
        line.put("advice", finding.advice());
        return line;
    }

    private static String written(Figures figures) {
        try {
            return JSON.writeValueAsString(figures);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers are always JSON", e);
        }
    }
}
