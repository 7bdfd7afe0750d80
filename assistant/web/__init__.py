"""What the pages draw. Only `streamlit_app.py` imports it."""
