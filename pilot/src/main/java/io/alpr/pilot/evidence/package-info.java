/** The pictures that prove a read: cut out, and looked for in a second stream of the camera. */
@NullMarked
package io.alpr.pilot.evidence;

import org.jspecify.annotations.NullMarked;
