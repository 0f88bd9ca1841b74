/**
 * Who looked what up: written down before the answer is given, in chains of hashes.
 *
 * <p>See docs/decisions/0015-audit.md for the exact bytes that are hashed.
 */
@NullMarked
package io.alpr.archive.audit;

import org.jspecify.annotations.NullMarked;
