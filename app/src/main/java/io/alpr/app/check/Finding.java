package io.alpr.app.check;

/**
 * One line of a check.
 *
 * @param name of what was looked at, e.g. {@code plate_size}
 * @param mark how good it is
 * @param finding what was found, with its unit
 * @param advice what to change, empty when nothing is
 */
public record Finding(String name, Mark mark, String finding, String advice) {}
