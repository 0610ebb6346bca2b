/** Keeps Chromium quiet: nothing of it needs the network, and a closed one would refuse many connections at a time. */
export const chromiumArguments = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
