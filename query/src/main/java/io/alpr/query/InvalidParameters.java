package io.alpr.query;

import java.util.List;
import java.util.Map;

/** Parameters that break a rule; answered with 422 and one object for each. */
final class InvalidParameters extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<ParameterFault> faults;

    InvalidParameters(List<ParameterFault> faults) {
        super("invalid parameters", null, false, false);
        this.faults = List.copyOf(faults);
    }

    /** One that breaks a rule, e.g. {@code must be plate, vehicle or frame}. */
    static InvalidParameters of(String place, String name, String input, String rule) {
        return new InvalidParameters(
                List.of(
                        new ParameterFault(
                                "value_error",
                                place,
                                name,
                                "Value error, " + rule,
                                input,
                                Map.of())));
    }

    List<ParameterFault> faults() {
        return faults;
    }
}
