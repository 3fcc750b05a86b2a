// undici asks for a page again and again, as HttpCaller says: each line is an address and milliseconds, and is answered with the
// requests of a second and the microseconds of processor time of one.
const { Pool } = require('undici');
const readline = require('node:readline');

const GREETING = 'Hello, World!';
const IN_FLIGHT = 64;

let pool;

async function againAndAgain(path, end) {
    let answers = 0;
    do {
        const { statusCode, body } = await pool.request({ path, method: 'GET' });
        const text = await body.text();
        if (statusCode !== 200 || text.length !== GREETING.length) {
            throw new Error(`the answer was ${statusCode} with ${text.length} bytes`);
        }
        answers++;
    } while (performance.now() < end);
    return answers;
}

async function measure(uri, millis) {
    const { origin, pathname } = new URL(uri);
    pool ??= new Pool(origin, { connections: IN_FLIGHT, pipelining: 1 });
    const cpuStart = process.cpuUsage();
    const start = performance.now();
    const chains = Array.from({ length: IN_FLIGHT }, () => againAndAgain(pathname, start + millis));
    const answers = (await Promise.all(chains)).reduce((sum, each) => sum + each);
    const seconds = (performance.now() - start) / 1e3;
    const cpu = process.cpuUsage(cpuStart);
    return [answers / seconds, (cpu.user + cpu.system) / answers];
}

async function answerAll() {
    for await (const line of readline.createInterface({ input: process.stdin })) {
        const [uri, millis] = line.split(' ');
        console.log((await measure(uri, Number(millis))).join(' '));
    }
    await pool?.close();
}

answerAll();
