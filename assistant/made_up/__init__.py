"""Questions made up for each clause when policies are loaded, to find the clause by.

Off unless school.toml has `questions = true` in [chat_model]. Who makes them is passed in; what
they are used for is in assistant/search/made_up.py.
"""
