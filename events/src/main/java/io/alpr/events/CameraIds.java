package io.alpr.events;

import java.util.regex.Pattern;

/**
 * The one rule for camera ids, which become object keys, file names, Kafka keys and metric labels.
 */
public final class CameraIds {
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9._-]{1,50}");

    private CameraIds() {}

    /**
     * @return the id itself
     * @throws IllegalArgumentException unless it is {@code [A-Za-z0-9._-]{1,50}} and neither {@code
     *     .} nor {@code ..}
     */
    public static String checked(String cameraId) {
        if (!RULE.matcher(cameraId).matches() || cameraId.equals(".") || cameraId.equals("..")) {
            throw new IllegalArgumentException(
                    "camera id must be 1 to 50 of A-Z a-z 0-9 . _ - and neither . nor .., got: '"
                            + cameraId
                            + "'");
        }
        return cameraId;
    }
}
