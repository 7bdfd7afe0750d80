"""How the tables came to be: one file a change in `versions/`, run in order when records open.

To change the tables: change `tables.py`, copy the newest file of `versions/` under the next number,
give it its own `revision`, name the old one as `down_revision`, and write the change with `op`
(`op.batch_alter_table` for what SQLite can't alter; that makes the table anew, so make its
triggers anew too). The tests compare the two. A file that has been released is never changed.
Nothing is migrated backwards: go back by putting a backup in place.
"""
