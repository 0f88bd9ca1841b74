/** What is deployed beside our programs, held against them and against the real tools. */
@NullMarked
package io.alpr.app.operations;

import org.jspecify.annotations.NullMarked;
