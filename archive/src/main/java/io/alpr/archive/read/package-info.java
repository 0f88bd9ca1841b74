/** The archive's read side: passes found by id, plate, camera, site and time. Never writes. */
@NullMarked
package io.alpr.archive.read;

import org.jspecify.annotations.NullMarked;
