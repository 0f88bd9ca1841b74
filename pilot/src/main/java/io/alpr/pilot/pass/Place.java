package io.alpr.pilot.pass;

import io.alpr.events.CameraIds;

/**
 * Where a camera stands, as events say it.
 *
 * @param cameraId {@code [A-Za-z0-9._-]{1,50}}
 * @param site up to 50 characters, empty when not known
 * @param host of the pilot, up to 100 characters
 * @param region of the plates where the reader does not tell, 1 to 10 characters
 */
public record Place(String cameraId, String site, String host, String region) {
    public Place {
        cameraId = CameraIds.checked(cameraId);
        if (site.length() > 50 || host.length() > 100) {
            throw new IllegalArgumentException(
                    "site may have 50 and host 100 characters, got: '%s' and '%s'"
                            .formatted(site, host));
        }
        if (region.isEmpty() || region.length() > 10) {
            throw new IllegalArgumentException(
                    "region must have 1 to 10 characters, got: '" + region + "'");
        }
    }
}
