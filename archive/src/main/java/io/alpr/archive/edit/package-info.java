/** What people add to passes: corrections, notes and tags. */
@NullMarked
package io.alpr.archive.edit;

import org.jspecify.annotations.NullMarked;
