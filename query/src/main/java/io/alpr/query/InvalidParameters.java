package io.alpr.query;

import java.util.List;

/** Parameters that break a rule; answered with 422 and one object for each. */
final class InvalidParameters extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<ParameterFault> faults;

    InvalidParameters(List<ParameterFault> faults) {
        super("invalid parameters", null, false, false);
        this.faults = List.copyOf(faults);
    }

    List<ParameterFault> faults() {
        return faults;
    }
}
