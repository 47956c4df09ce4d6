/*
 * What Lambda is to the handler: a process of its own that loads the inlined code, gets events and says when one is done.
 * The handler's own clock runs `SPEED` times as fast as the world's, so that minutes of waiting become seconds; the SDK's and
 * the network's do not.
 */
const speed = Number(process.env.SPEED);
const start = Date.now();
let requestSpeed = 1;
const fastDate = { now: () => start + (Date.now() - start) * speed, parse: Date.parse };
const fastTimeout = (action: () => void, milliseconds: number) => setTimeout(action, milliseconds / speed);
const signal = { timeout: (milliseconds: number) => AbortSignal.timeout(Math.round(milliseconds / requestSpeed)) };

const lambdaModule = { exports: {} as any };
new Function('module', 'exports', 'require', 'Date', 'setTimeout', 'AbortSignal', process.env.CODE!)(
  lambdaModule, lambdaModule.exports, require, fastDate, fastTimeout, signal,
);

process.on('message', (message: { id: number; event: any; remaining: number; env: Record<string, string>; requestSpeed: number }) => {
  Object.assign(process.env, message.env);
  requestSpeed = message.requestSpeed;
  const end = fastDate.now() + message.remaining;
  lambdaModule.exports.handler(message.event, { getRemainingTimeInMillis: () => end - fastDate.now() })
    .then(() => process.send!({ id: message.id }), (error: Error) => process.send!({ id: message.id, error: error.message }));
});
process.send!('ready');
