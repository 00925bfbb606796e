"""Money on its way back: asked for, sent under one number however often it is tried, booked when it is gone."""
