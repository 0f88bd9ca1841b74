/** Shows the reads that a pilot refused. */
@NullMarked
package io.alpr.app.rejects;

import org.jspecify.annotations.NullMarked;
