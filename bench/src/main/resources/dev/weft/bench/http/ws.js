// ws sends back each message. A line is answered with the port; the end of the input ends all.
const { WebSocketServer } = require('ws');
const readline = require('node:readline');

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => socket.on('message', (data) => socket.send(data, { binary: false })));
server.on('listening', () => {
    const lines = readline.createInterface({ input: process.stdin });
    lines.on('line', () => console.log(server.address().port));
    lines.on('close', () => process.exit());
});
