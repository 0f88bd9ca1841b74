package io.alpr.vision.read;

/**
 * Another text that a track's plate may have.
 *
 * @param text A-Z and 0-9
 * @param confidence its share of all the votes, 0 to 1
 */
public record Candidate(String text, double confidence) {}
