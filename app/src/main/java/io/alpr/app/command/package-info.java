@NullMarked
package io.alpr.app.command;

import org.jspecify.annotations.NullMarked;
