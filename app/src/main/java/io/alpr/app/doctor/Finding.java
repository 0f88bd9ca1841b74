package io.alpr.app.doctor;

/**
 * One thing the doctor looked at.
 *
 * @param verdict how bad it is
 * @param what was looked at, and what was found
 * @param remedy the command or change that mends it, empty where nothing is to mend
 */
public record Finding(Verdict verdict, String what, String remedy) {
    /** How bad it is. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** It works, but not well. */
        WARN,
        /** It will not work. */
        FAIL
    }

    static Finding ok(String what) {
        return new Finding(Verdict.OK, what, "");
    }

    static Finding warn(String what, String remedy) {
        return new Finding(Verdict.WARN, what, remedy);
    }

    static Finding fail(String what, String remedy) {
        return new Finding(Verdict.FAIL, what, remedy);
    }
}
