package dev.weft.bench.http;

import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Programs that download many files, and large ones, from an nginx into a folder, each time in a new process. */
final class Downloads {
    private static final int SMALL_BYTES = 4 << 10;
    private static final int MEBIBYTE = 1 << 20;
    private static final int SINGLES = 3;
    /** Ours is to be no slower than any. */
    private static final Double NO_SLOWER = 1.0;

    private final Rig rig;
    private final Scratch scratch;
    private final Nginx nginx;
    private final List<Downloader> rivals;

    private Downloads(Rig rig, Scratch scratch, Nginx nginx) {
        this.rig = rig;
        this.scratch = scratch;
        this.nginx = nginx;
        this.rivals = rivals(rig);
    }

    static void run(Rig rig) throws Exception {
        if (!Programs.has("nginx")) {
            rig.note("no nginx found: the rows of downloads are left out");
            return;
        }
        boolean quick = rig.effort().largeRounds() == 1;
        try (var scratch = Scratch.open()) {
            var site = scratch.subfolder("site");
            try (var nginx = Nginx.serve(site, scratch.folder(), List.of())) {
                var downloads = new Downloads(rig, scratch, nginx);
                downloads.compare("%,d files of 4 KiB", site, quick ? 200 : 2_000, SMALL_BYTES);
                int mebibytes = quick ? 64 : 256;
                downloads.compare(
                        "%%,d files of %d MiB".formatted(mebibytes), site, quick ? 2 : 8, mebibytes * MEBIBYTE);
            }
        }
    }

    private static List<Downloader> rivals(Rig rig) {
        var rivals = new ArrayList<Downloader>();
        for (var downloader : Downloader.values()) {
            if (downloader == Downloader.WEFT) {
                continue;
            }
            if (Programs.has(downloader.program())) {
                rivals.add(downloader);
            } else {
                rig.note("no %s found: its rows are left out".formatted(downloader.program()));
            }
        }
        return rivals;
    }

    private void compare(String what, Path site, int files, int bytes) throws Exception {
        var title = "fetch " + what.formatted(files);
        var many = generate(site, "many-%d-".formatted(bytes), files, bytes);
        var single = generate(site, "single-", 1, SMALL_BYTES);
        var quantities = List.of(
                new Quantity(title + ", less one's time", Unit.SECONDS),
                new Quantity(title, Unit.SECONDS),
                new Quantity("fetch one small file", Unit.SECONDS),
                new Quantity(title + ", memory", Unit.MEGABYTES));
        var peers = rivals.stream()
                .map(rival -> new Peer(rival.title(), probe(rival, many, (long) files * bytes, single), NO_SLOWER))
                .toList();
        rig.compareCold(new Contest(quantities, probe(Downloader.WEFT, many, (long) files * bytes, single), peers));
    }

    /** Returns a probe of the time of many without that of one small file, which is there for both, of either, and of the memory. */
    private Probe probe(Downloader downloader, List<URI> many, long bytes, List<URI> single) {
        return _ -> {
            var all = Download.measure(downloader, many, bytes, scratch);
            double one = Double.MAX_VALUE;
            for (int i = 0; i < SINGLES; i++) {
                one = Math.min(
                        one,
                        Download.measure(downloader, single, SMALL_BYTES, scratch)
                                .seconds());
            }
            return new double[] {all.seconds() - one, all.seconds(), one, all.peakBytes() / 1e6};
        };
    }

    /** Makes files, which the system then has in its memory, too. */
    private List<URI> generate(Path site, String name, int files, int bytes) throws IOException {
        var content = new byte[Math.min(bytes, MEBIBYTE)];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        var names = IntStream.range(0, files).mapToObj(i -> name + i).toList();
        for (var each : names) {
            try (var file = Files.newOutputStream(site.resolve(each))) {
                for (int written = 0; written < bytes; written += content.length) {
                    file.write(content);
                }
            }
        }
        return names.stream().map(nginx::uri).toList();
    }
}
