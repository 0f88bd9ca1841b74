@NullMarked
package io.alpr.app.stack;

import org.jspecify.annotations.NullMarked;
