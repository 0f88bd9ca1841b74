/** Starts the real services and treats them badly. */
@NullMarked
package io.alpr.embedded;

import org.jspecify.annotations.NullMarked;
