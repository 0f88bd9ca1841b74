/**
 * What changes in the archive, told to whoever listens, as it happens and after an absence. No
 * HTTP.
 */
@NullMarked
package io.alpr.query.live;

import org.jspecify.annotations.NullMarked;
