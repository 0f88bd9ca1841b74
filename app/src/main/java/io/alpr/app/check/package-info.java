/** Looks at a camera for some seconds and says what to change about it. */
@NullMarked
package io.alpr.app.check;

import org.jspecify.annotations.NullMarked;
