package io.alpr.pilot.publish.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.events.PlateEvent;
import io.alpr.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real disk, in one process. */
class OutboxTest {
    private static final int MIB = 1 << 20;

    @TempDir Path folder;

    private Outbox open(int mib) {
        return Outbox.open(new OutboxSettings(folder.resolve("outbox"), (long) mib * MIB));
    }

    private static void put(Outbox outbox, MadeEvents.Made made) {
        assertThat(outbox.put(made.event(), made.pictures())).isEqualTo(Receipt.KEPT);
    }

    /** Everything that waits, in the order in which it is given out. */
    private static List<Parcel> drained(Outbox outbox) {
        var all = new ArrayList<Parcel>();
        for (var next = outbox.next(8); !next.isEmpty(); next = outbox.next(8)) {
            all.addAll(next);
            outbox.acknowledge(next);
        }
        return all;
    }

    private List<Path> pictureFiles() throws IOException {
        try (var files = Files.list(folder.resolve("outbox/pictures"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void anEventComesOutAsItWentInAfterTheProcessEnded() {
        var made = MadeEvents.illustrated("gate", 1, 5_000);
        try (var outbox = open(16)) {
            put(outbox, made);
        }
        try (var outbox = open(16)) {
            assertThat(outbox.waiting()).isEqualTo(1);
            var parcel = outbox.next(8).getFirst();
            assertThat(parcel.event()).isEqualTo(made.event());
            assertThat(parcel.pictures())
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyInAnyOrderElementsOf(made.pictures());
        }
    }

    @Test
    void theSameIsGivenAgainUntilItIsAcknowledgedAndThenNothingIsLeft() throws IOException {
        try (var outbox = open(16)) {
            for (int n = 1; n <= 5; n++) {
                put(outbox, MadeEvents.illustrated("gate", n, 5_000));
            }
            var once = outbox.next(3);
            assertThat(numbers(once)).containsExactly(1, 2, 3);
            assertThat(numbers(outbox.next(3))).containsExactly(1, 2, 3);
            outbox.acknowledge(once);
            assertThat(numbers(drained(outbox))).containsExactly(4, 5);
            assertThat(outbox.waiting()).isZero();
            assertThat(outbox.bytes()).isZero();
            assertThat(pictureFiles()).isEmpty();
        }
    }

    @Test
    void theSameRevisionOfferedAgainIsKeptOnce() {
        var made = MadeEvents.illustrated("gate", 1, 5_000);
        try (var outbox = open(16)) {
            put(outbox, made);
            put(outbox, made);
            assertThat(drained(outbox)).hasSize(1);
        }
    }

    @Test
    void aCameraWithALongBacklogLeavesTheOthersTheirTurn() {
        try (var outbox = open(16)) {
            for (int n = 1; n <= 50; n++) {
                put(outbox, MadeEvents.bare("busy", n));
            }
            put(outbox, MadeEvents.bare("quiet", 1));
            assertThat(outbox.next(8))
                    .extracting(parcel -> parcel.event().id().cameraId())
                    .contains("quiet", "busy");
        }
    }

    @Test
    void whenItIsFullTheOldestPicturesMakeRoomAndNoEventGoes() {
        try (var outbox = open(1)) {
            for (int n = 1; n <= 20; n++) {
                put(outbox, MadeEvents.illustrated("gate", n, 100_000));
                assertThat(outbox.bytes()).isLessThanOrEqualTo(MIB);
            }
            assertThat(outbox.state()).isInstanceOf(OutboxState.Shedding.class);
            long lost = outbox.lost(PictureLoss.LIMIT);
            assertThat(lost).isPositive();
            var parcels = drained(outbox);
            assertThat(numbers(parcels)).hasSize(20).isSorted();
            assertThat(parcels.stream().mapToInt(parcel -> parcel.pictures().size()).sum())
                    .isEqualTo(40 - (int) lost);
            var first = parcels.getFirst().event();
            assertThat(first.pictures()).as("an archive must not wait for them").isEmpty();
            assertThat(first.details().reads().flags()).contains(Parcel.PICTURE_DROPPED);
            var last = parcels.getLast().event();
            assertThat(last.pictures()).hasSize(2);
            assertThat(last.details().reads().flags()).isEmpty();
        }
    }

    @Test
    void aPictureLargerThanTheOutboxCostsNoOlderOnes() {
        try (var outbox = open(1)) {
            put(outbox, MadeEvents.illustrated("gate", 1, 50_000));
            put(outbox, MadeEvents.illustrated("gate", 2, 2 * MIB));
            assertThat(outbox.lost(PictureLoss.LIMIT)).isEqualTo(2);
            assertThat(drained(outbox))
                    .extracting(parcel -> parcel.pictures().size())
                    .containsExactly(2, 0);
        }
    }

    @Test
    void onlyWhenNoPictureIsLeftIsAnEventTurnedAway() {
        try (var outbox = open(1)) {
            int kept = 0;
            while (outbox.put(MadeEvents.endless("gate", kept + 1, 3_000).event(), List.of())
                    instanceof Receipt.Kept) {
                kept++;
            }
            assertThat(outbox.state()).isInstanceOf(OutboxState.Full.class);
            var parcels = drained(outbox);
            assertThat(numbers(parcels)).hasSize(kept).isSorted();
            put(outbox, MadeEvents.bare("gate", kept + 2));
        }
    }

    @Test
    void aPictureWithoutItsEventIsDeletedAtTheStart() throws IOException {
        open(16).close();
        var pictures = folder.resolve("outbox/pictures");
        Files.writeString(pictures.resolve("whole.jpg"), "x");
        Files.writeString(pictures.resolve("half.jpg.part"), "x");
        open(16).close();
        assertThat(pictureFiles()).isEmpty();
    }

    @Test
    void anEventWhosePictureIsGoneGoesWithoutIt() throws IOException {
        try (var outbox = open(16)) {
            put(outbox, MadeEvents.illustrated("gate", 1, 5_000));
        }
        Files.delete(pictureFiles().getFirst());
        Files.writeString(pictureFiles().getFirst(), "not what it was");
        try (var outbox = open(16)) {
            var parcel = drained(outbox).getFirst();
            assertThat(parcel.event().pictures()).isEmpty();
            assertThat(parcel.event().details().reads().flags()).contains(Parcel.PICTURE_DROPPED);
            assertThat(outbox.lost(PictureLoss.MISSING)).isEqualTo(1);
            assertThat(outbox.lost(PictureLoss.DAMAGED)).isEqualTo(1);
            assertThat(outbox.bytes()).isZero();
        }
    }

    @Test
    void whatCannotBeReadIsSetAsideAndTheOthersGo() throws SQLException {
        try (var outbox = open(16)) {
            for (int n = 1; n <= 3; n++) {
                put(outbox, MadeEvents.bare("gate", n));
            }
        }
        try (var database =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + folder.resolve("outbox/events.db"));
                var statement = database.createStatement()) {
            statement.execute("UPDATE events SET body = x'00ffff' WHERE number = 2");
        }
        try (var outbox = open(16)) {
            assertThat(numbers(drained(outbox))).containsExactly(1, 3);
            assertThat(outbox.setAside()).isEqualTo(1);
        }
    }

    @Test
    void whatWasSetAsideStaysOnDiskAndGetsAnotherChanceAtTheNextStart() {
        try (var outbox = open(16)) {
            put(outbox, MadeEvents.illustrated("gate", 1, 5_000));
            put(outbox, MadeEvents.bare("gate", 2));
            outbox.setAside(outbox.next(1).getFirst(), "too large");
            assertThat(numbers(drained(outbox))).containsExactly(2);
            assertThat(outbox.setAside()).isEqualTo(1);
        }
        try (var outbox = open(16)) {
            assertThat(outbox.setAside()).isZero();
            assertThat(drained(outbox).getFirst().event().pictures()).hasSize(2);
        }
    }

    @Test
    void aSecondPilotIsRefusedInOneLineWithTheRemedy() {
        try (var _ = open(16)) {
            assertThatThrownBy(() -> open(16))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(folder.resolve("outbox").toString())
                    .hasMessageContaining("in use by another pilot")
                    .hasMessageContaining("outbox.folder")
                    .hasMessageNotContaining("\n");
        }
        open(16).close();
    }

    @Test
    void aFolderThatCannotBeWrittenTurnsEventsAwayUntilItCan() throws IOException {
        try (var outbox = open(16)) {
            put(outbox, MadeEvents.illustrated("gate", 1, 5_000));
            var pictures = folder.resolve("outbox/pictures");
            Files.move(pictures, folder.resolve("elsewhere"));
            Files.writeString(pictures, "a file where the folder was");
            var second = MadeEvents.illustrated("gate", 2, 5_000);
            assertThat(outbox.put(second.event(), second.pictures()))
                    .isInstanceOf(Receipt.TurnedAway.class);
            assertThat(outbox.state()).isInstanceOf(OutboxState.Full.class);
            assertThat(outbox.lost(PictureLoss.DISK_FULL)).as("it is not room that lacks").isZero();

            Files.delete(pictures);
            Files.move(folder.resolve("elsewhere"), pictures);
            put(outbox, second);
            assertThat(drained(outbox))
                    .extracting(parcel -> parcel.pictures().size())
                    .containsExactly(2, 2);
        }
    }

    @Test
    void aFileThatIsNoOutboxIsRefusedInOneLine() throws IOException {
        Files.createDirectories(folder.resolve("outbox"));
        Files.writeString(
                folder.resolve("outbox/events.db"),
                "no database at all, but long enough".repeat(99));
        assertThatThrownBy(() -> open(16))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("outbox")
                .hasMessageNotContaining("\n");
    }

    private static List<Integer> numbers(List<Parcel> parcels) {
        return parcels.stream().map(Parcel::event).map(OutboxTest::number).toList();
    }

    private static int number(PlateEvent event) {
        return MadeEvents.number(event);
    }
}
