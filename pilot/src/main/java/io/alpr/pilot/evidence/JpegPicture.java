package io.alpr.pilot.evidence;

import io.alpr.events.PictureKind;

/**
 * One picture as it is sent.
 *
 * @param kind what it shows
 * @param jpeg a whole JPEG file; not copied
 */
public record JpegPicture(PictureKind kind, byte[] jpeg) {}
