package io.alpr.query;

import io.alpr.archive.PictureStore;

/**
 * Turns the archive's {@code s3://bucket/key} into addresses that a browser can open for one hour.
 * Only objects of our own bucket are signed: a row must not open a door to another one. Any other
 * text is passed on as it is. Safe from any thread.
 */
final class PictureLinks {
    private final PictureStore store;
    private final String prefix;

    PictureLinks(PictureStore store) {
        this.store = store;
        this.prefix = store.address("");
    }

    /** The address to hand out; empty for an empty one. */
    String opened(String address) {
        return address.startsWith(prefix) && address.length() > prefix.length()
                ? store.presigned(address.substring(prefix.length())).toString()
                : address;
    }
}
