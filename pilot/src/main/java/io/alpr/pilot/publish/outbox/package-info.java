/** What was read and not yet delivered, on disk. Knows nothing of who delivers it, nor where to. */
@NullMarked
package io.alpr.pilot.publish.outbox;

import org.jspecify.annotations.NullMarked;
