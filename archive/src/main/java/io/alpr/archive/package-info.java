/**
 * Sole owner of the SQL schema and of the bucket's keys: the write side, and what both sides share.
 * The read side is {@code io.alpr.archive.read}.
 */
@NullMarked
package io.alpr.archive;

import org.jspecify.annotations.NullMarked;
