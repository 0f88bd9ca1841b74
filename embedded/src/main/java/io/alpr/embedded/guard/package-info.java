/** The one class of ours that runs inside the children: it ends them when the parent is gone. */
@NullMarked
package io.alpr.embedded.guard;

import org.jspecify.annotations.NullMarked;
