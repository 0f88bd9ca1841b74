package io.alpr.recorder;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that can never be stored.
 *
 * @param record as it came
 * @param errorType short lower-case kind, for headers and metric labels
 * @param message one line for a person
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> record, String errorType, String message) {}
