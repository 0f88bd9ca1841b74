/** The project's own measurements of speed, each as a ratio to a limit taken in the same run. */
@NullMarked
package io.alpr.app.bench;

import org.jspecify.annotations.NullMarked;
