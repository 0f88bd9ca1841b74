/**
 * Several pictures of one plate laid upon each other. To the outside it is {@link
 * io.alpr.vision.stack.Stack} alone.
 */
@NullMarked
package io.alpr.vision.stack;

import org.jspecify.annotations.NullMarked;
