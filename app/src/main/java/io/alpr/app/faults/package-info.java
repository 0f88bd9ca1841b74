/** Whatever dies: no pass is lost and none is doubled. On real parts. */
@NullMarked
package io.alpr.app.faults;

import org.jspecify.annotations.NullMarked;
