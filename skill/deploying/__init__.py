"""Makes what AWS Lambda runs, and the papers it is set up by; imports the standard library only.

``bundle`` makes the zip file, of what ``locking`` has pinned and ``trimming`` lets in. ``papers``
writes the roles, policies and test events that ``lambda_deploy.sh`` hands to the AWS CLI.
"""
