import { openDatabase } from '../store/database.ts';

/** The store, as this page reads it. Pages never write to it: they send commands. */
export const pageDatabase = openDatabase();
