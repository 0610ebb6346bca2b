/** Pages of the extension, as links from its other pages. */
export const pageLinks = {
  welcome: '/welcome.html',
  joinElsewhere: '/welcome.html#join',
  options: '/options.html',
  microphone: '/microphone.html',
  review: (sessionId: string): string => `/review.html?session=${sessionId}`,
} as const;
