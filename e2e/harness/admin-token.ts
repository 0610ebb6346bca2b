/** What administrators of servers show that are started for a test. */
export const ADMIN_TOKEN = 'made-up-token-of-an-administrator-for-tests';
